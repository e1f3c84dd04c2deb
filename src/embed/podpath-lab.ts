import { type SharedLab, shareFragment } from '../io/share-link'

/**
 * `<podpath-lab src="lab.yaml" from="pod1" to="pod3">`: a lab inside another page, as a frame of the app that this file
 * came with. Without `src` the lab is the text between the tags; without either it is the reference cluster. `mode="watch"`
 * lets visitors only play the ping; `step` is where it stops. The page's own policy must allow frames of the app's address.
 */
class PodpathLab extends HTMLElement {
  static readonly observedAttributes = ['src', 'from', 'to', 'step', 'mode']
  readonly #frame = document.createElement('iframe')
  readonly #problem = document.createElement('p')
  #updates = 0

  constructor() {
    super()
    const style = document.createElement('style')
    style.textContent =
      ':host { display: block; height: 480px } iframe { width: 100%; height: 100%; border: 0 } p { font: 14px sans-serif }'
    this.#frame.title = 'Podpath'
    this.#problem.hidden = true
    this.attachShadow({ mode: 'open' }).append(style, this.#frame, this.#problem)
  }

  connectedCallback(): void {
    void this.#update()
  }

  attributeChangedCallback(): void {
    if (this.isConnected) void this.#update()
  }

  async #update(): Promise<void> {
    const update = ++this.#updates
    const lab = await this.#lab().catch((error: unknown) => error)
    if (update !== this.#updates) return
    const failed = lab instanceof Error
    this.#problem.hidden = !failed
    this.#frame.hidden = failed
    if (failed) this.#problem.textContent = `podpath-lab: ${lab.message}`
    else this.#frame.src = this.#address(String(lab))
  }

  /** @throws if `src` cannot be fetched */
  async #lab(): Promise<string> {
    const src = this.getAttribute('src')
    if (src === null) return (this.textContent ?? '').trim()
    const response = await fetch(new URL(src, this.baseURI))
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`)
    return response.text()
  }

  #address(lab: string): string {
    const [from, to, step] = ['from', 'to', 'step'].map((name) => this.getAttribute(name))
    const address = new URL('./', import.meta.url)
    address.search = this.getAttribute('mode') === 'watch' ? '?embed=watch' : '?embed'
    const shared: SharedLab = {
      lab,
      ...(from && to && { ping: { from, to } }),
      ...(step && { moment: Number(step) - 1 }),
    }
    return lab === '' && !shared.ping ? address.href : address.href + shareFragment(shared)
  }
}

customElements.define('podpath-lab', PodpathLab)
