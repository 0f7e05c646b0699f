import { Button, type ButtonProps } from "antd";
import { label } from "./keys";

interface Props extends Omit<ButtonProps, "children"> {
  readonly children: string;
  /** The key that does the same, as `useKeys` names it. It is written on the button; the screen binds it. */
  readonly keyName?: string;
  readonly testId: string;
}

/** A button that carries its key. */
export function KeyButton({ children, keyName, testId, className = "", ...rest }: Props) {
  return (
    <Button {...rest} autoInsertSpace={false} className={`key-button ${className}`} data-testid={testId}>
      {children}
      {keyName !== undefined && <kbd aria-hidden>{label(keyName)}</kbd>}
    </Button>
  );
}
