import type { Page } from '@playwright/test'

interface CytoscapeInstance {
  style(): { apply(elements: { length: number }): unknown }
  on(event: string, listener: () => void): void
}

interface GraphCounts {
  readonly styled: number
  readonly renders: number
}

declare global {
  interface Window {
    graphCounts?: { styled: number; renders: number }
  }
}

/**
 * Counts, from now on, the elements that Cytoscape styles and the times it renders. Cytoscape leaves a reference to
 * itself on the element it draws into, so the app needs no hook for this.
 */
export async function countGraphWork(page: Page): Promise<() => Promise<GraphCounts>> {
  await page.evaluate(() => {
    type Registered = Element & { readonly _cyreg?: { readonly cy: CytoscapeInstance } }
    const container = [...document.querySelectorAll('*')].find((element) => (element as Registered)._cyreg)
    const graph = (container as Registered | undefined)?._cyreg?.cy
    if (!graph) throw new Error('no Cytoscape on this page')
    const counts = { styled: 0, renders: 0 }
    const style = graph.style()
    const apply = style.apply
    style.apply = (elements) => {
      counts.styled += elements.length
      return apply.call(style, elements)
    }
    graph.on('render', () => {
      counts.renders += 1
    })
    window.graphCounts = counts
  })
  return () =>
    page.evaluate(() => {
      const { styled, renders } = window.graphCounts ?? { styled: Number.NaN, renders: Number.NaN }
      return { styled, renders }
    })
}
