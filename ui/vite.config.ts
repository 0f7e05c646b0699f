import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The shell embeds ui/dist; the dev port is the one src-tauri/tauri.conf.json names.
export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 5183, strictPort: true, host: "127.0.0.1" },
  // WebKitGTK 2.40 (Debian 12) and WebView2 both know ES2022. One chunk: it is read from the executable, not a network.
  build: { target: "es2022", chunkSizeWarningLimit: 3000, reportCompressedSize: false },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
