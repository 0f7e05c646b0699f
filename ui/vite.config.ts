import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/**
 * The shell freezes Object.prototype (`freezePrototype`), and dayjs assigns `valueOf` and `toString` to its own
 * prototype, which a frozen one above it forbids. So dayjs gets a prototype with nothing above it while it is filled.
 */
const dayjsUnderFrozenPrototype = {
  name: "dayjs-under-frozen-prototype",
  transform(code: string, id: string) {
    if (!/dayjs[\\/]dayjs\.min\.js/.test(id)) return null;
    const before = "var m=M.prototype;return m.parse";
    if (!code.includes(before)) throw new Error(`dayjs is no longer as it was patched for: ${id}`);
    return { code: code.replace(before, "var m=Object.setPrototypeOf(M.prototype,null);return m.parse"), map: null };
  },
};

// The shell embeds ui/dist; the dev port is the one src-tauri/tauri.conf.json names.
export default defineConfig({
  plugins: [react(), dayjsUnderFrozenPrototype],
  clearScreen: false,
  server: { port: 5183, strictPort: true, host: "127.0.0.1" },
  optimizeDeps: { rolldownOptions: { plugins: [dayjsUnderFrozenPrototype] } },
  // WebKitGTK 2.40 (Debian 12) and WebView2 both know ES2022. One chunk: it is read from the executable, not a network.
  build: { target: "es2022", chunkSizeWarningLimit: 3000, reportCompressedSize: false },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
