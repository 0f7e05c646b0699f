import { Radio } from "antd";
import { SCALES, setAppearance, useAppearance, type Appearance } from "../../shared/appearance";
import { Field } from "../../shared/Field";

/** How the window looks on this machine. */
export function AppearanceSection() {
  const { theme, scale } = useAppearance();
  return (
    <div className="panel settings-card">
      <h2>外观</h2>
      <Field label="深浅">
        <Radio.Group
          value={theme}
          onChange={(e) => setAppearance({ theme: e.target.value as Appearance["theme"] })}
         
          options={[{ value: "system", label: "跟着电脑" }, { value: "light", label: "浅色" }, { value: "dark", label: "深色" }]}
          data-testid="settings-theme"
        />
      </Field>
      <Field label="字号" hint="只管这台电脑。">
        <Radio.Group
          value={scale}
          onChange={(e) => setAppearance({ scale: e.target.value as Appearance["scale"] })}
         
          options={SCALES.map((s) => ({ value: s, label: s === 100 ? "普通" : `${s}%` }))}
          data-testid="settings-scale"
        />
      </Field>
    </div>
  );
}
