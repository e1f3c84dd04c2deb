import { defineConfig } from 'vite'

/** The command line as one file for Node: what it needs of node_modules is in it. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    outDir: 'dist/cli',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'podpath.js', codeSplitting: false } },
  },
})
