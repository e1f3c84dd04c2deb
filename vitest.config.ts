import { defineConfig } from 'vitest/config'
import { labPlugin } from './build/lab-plugin'

const PROPERTIES = 'src/**/*.prop.test.ts'
const CASES = 'src/cases/**/*.test.ts'

export default defineConfig({
  plugins: [labPlugin()],
  test: {
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/*.test.mjs'],
          exclude: [PROPERTIES, CASES],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'properties', include: [PROPERTIES], setupFiles: 'scripts/fixed-seed.mjs', testTimeout: 240_000 },
      },
      { extends: true, test: { name: 'cases', include: [CASES], testTimeout: 120_000 } },
    ],
  },
})
