import { App as AntApp, ConfigProvider, theme } from "antd";
import zhCN from "antd/locale/zh_CN";
import { useEffect, type ReactNode } from "react";
import { useAppearance, useIsDark } from "../shared/appearance";

const FONT = '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", sans-serif';

/** Colours, type and language of everything inside. Keeps antd and our own style sheet on the same values. */
export function Look({ children }: { readonly children: ReactNode }) {
  const { scale } = useAppearance();
  const dark = useIsDark();
  const letter = (14 * scale) / 100;
  useEffect(() => {
    document.documentElement.style.fontSize = `${letter}px`;
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  }, [letter, dark]);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={{
        algorithm: dark ? [theme.darkAlgorithm] : [theme.defaultAlgorithm],
        token: {
          fontFamily: FONT,
          fontSize: letter,
          controlHeight: Math.round(2.2 * letter),
          borderRadius: 5,
          colorPrimary: dark ? "#4f94d8" : "#1d5a96",
          colorError: dark ? "#ff9c93" : "#b3261e",
          colorBgContainer: dark ? "#1d2228" : "#ffffff",
          colorBgElevated: dark ? "#262c33" : "#ffffff",
          colorText: dark ? "#e7eaee" : "#1b2128",
          colorTextPlaceholder: dark ? "#8b96a2" : "#6b7480",
          motion: false,
        },
      }}
    >
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  );
}
