import { Component, type ReactNode } from "react";
import { FailurePanel } from "../shared/FailurePanel";
import { KeyButton } from "../shared/KeyButton";

interface State {
  readonly broken: { readonly thrown: unknown } | null;
}

/** Keeps a fault of one part of the window from taking the rest with it. */
export class Crash extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { broken: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { broken: { thrown } };
  }

  override render() {
    if (this.state.broken === null) return this.props.children;
    return (
      <div className="screen">
        <FailurePanel failure={this.state.broken.thrown} testId="crash" />
        <div>
          <KeyButton type="primary" testId="crash-retry" onClick={() => this.setState({ broken: null })}>重新打开这一屏</KeyButton>
        </div>
      </div>
    );
  }
}
