import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { conformancePage } from './build/conformance-page.ts'
import { contentSecurity } from './build/content-security-policy.ts'
import { labPlugin } from './build/lab-plugin.ts'
import { offline } from './build/offline/plugin.ts'
import { singlePage } from './build/single-page/plugin.ts'
import { slimCytoscape } from './build/slim-cytoscape.ts'

export default defineConfig({
  base: './',
  plugins: [react(), labPlugin(), slimCytoscape(), conformancePage(), singlePage(), contentSecurity(), offline()],
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  preview: { host: '127.0.0.1', port: 4173, strictPort: true },
  build: {
    target: 'es2022',
    outDir: 'dist/app',
    emptyOutDir: true,
    rolldownOptions: {
      // The page, and what other pages embed it with, whose name stays.
      input: { app: 'index.html', 'podpath-lab': 'src/embed/podpath-lab.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'podpath-lab' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'cytoscape', test: /node_modules[\\/](cytoscape|layout-base|cose-base)/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'codemirror', test: /node_modules[\\/](@codemirror|@lezer|codemirror)/ },
            { name: 'xterm', test: /node_modules[\\/]@xterm[\\/]/ },
            { name: 'yaml', test: /node_modules[\\/]yaml[\\/]/ },
          ],
        },
      },
    },
  },
})
