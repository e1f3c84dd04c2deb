import { describe, expect, it } from 'vitest'
import { podpath } from './example-run'

describe('open', () => {
  it('refuses what is no lab before anything is served, and a port that is none', async () => {
    expect(await podpath(['open', 'bad.yaml'], { 'bad.yaml': 'kind: [' })).toMatchObject({ exitCode: 2, out: '' })
    const { err } = await podpath(['open', '--port', 'http'])
    expect(err).toBe('podpath: http is no port. Give a number up to 65535. See podpath --help.\n')
    expect(await podpath(['open', 'lab.yaml', '--break', 'it'])).toMatchObject({
      exitCode: 2,
      err: 'podpath: --break it: this is no seed. Give a whole number. See podpath --help.\n',
    })
  })
})
