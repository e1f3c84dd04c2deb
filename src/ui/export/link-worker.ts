import { type LinkWish, linkOfLab } from './link-of-lab'

addEventListener('message', ({ data }: MessageEvent<LinkWish>) => {
  postMessage(linkOfLab(data))
})
