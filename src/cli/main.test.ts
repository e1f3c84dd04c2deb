import { describe, expect, it } from 'vitest'
import { podpath } from './example-run'

describe('[CLI-4] podpath by itself', () => {
  it('says what it does and which it is', async () => {
    expect((await podpath(['--help'])).out).toMatch(/^Usage: podpath COMMAND …\n/)
    expect((await podpath(['ping', '--help'])).out).toMatch(/^Usage: podpath/)
    expect((await podpath(['diff', 'lab.yaml', '--help'])).out).toMatch(/^Usage: podpath/)
    expect((await podpath(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
