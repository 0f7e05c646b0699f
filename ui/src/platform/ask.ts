import { keepPreviousData, QueryClient, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Commands } from "../bindings/commands";
import { call, type CommandName } from "./call";
import type { Failure } from "./failure";

/** The cache of what the core has said. The core is on this machine: nothing is retried, nothing waits for a network. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: "always", staleTime: 0, refetchOnWindowFocus: true, refetchOnReconnect: false },
    },
  });
}

/** What a question to the core is filed under. */
export function keyOf<N extends CommandName>(name: N, request: Commands[N]["request"]): readonly unknown[] {
  return [name, request];
}

interface Options {
  readonly enabled?: boolean;
  /** Show the answer to the last question while the next is under way. */
  readonly keepPrevious?: boolean;
  /** Asks again after so many milliseconds, as long as it is shown. */
  readonly everyMs?: number;
}

/** Asks the core a question and keeps the answer fresh. Only for commands that change nothing. */
export function useAsk<N extends CommandName>(
  name: N,
  request: Commands[N]["request"],
  options: Options = {},
): UseQueryResult<Commands[N]["response"], Failure> {
  return useQuery<Commands[N]["response"], Failure>({
    queryKey: keyOf(name, request),
    queryFn: () => ask(name, request),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
}

/** One question, answered once, outside of a component's life. */
export function ask<N extends CommandName>(name: N, request: Commands[N]["request"]): Promise<Commands[N]["response"]> {
  const untyped = call as (name: N, request?: Commands[N]["request"]) => Promise<Commands[N]["response"]>;
  return request === null ? untyped(name) : untyped(name, request);
}

/** After an act: everything on the screen is asked again. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries(), [client]);
}
