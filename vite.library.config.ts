import { defineConfig } from 'vite'

/** The engine as one module, for programs that import the package; tsconfig.library.json makes its types. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/library/podpath.ts',
    target: 'es2022',
    outDir: 'dist/library',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'podpath.js', codeSplitting: false } },
  },
})
