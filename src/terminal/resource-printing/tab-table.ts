/** Tables as Go's text/tabwriter aligns them, for the two programs that use it with settings of their own. */
export interface TabStyle {
  /** Of a column with what follows it. */
  readonly minimumWidth: number
  readonly padding: number
  /** Whether the last cell of a row is ended too, and so padded. */
  readonly endsLastCell: boolean
}

/** calicoctl/calicoctl/commands/common/printer.go, `NewWriter(os.Stdout, 5, 1, 3, ' ', 0)`; each heading ends in a tab. */
export const CALICOCTL_TABLE: TabStyle = { minimumWidth: 5, padding: 3, endsLastCell: true }

/** k8s.io/cli-runtime/pkg/printers/tabwriter.go. */
export const KUBECTL_TABLE: TabStyle = { minimumWidth: 6, padding: 3, endsLastCell: false }

/** Rows of as many cells each, one line a row. */
export function tabTable(rows: readonly (readonly string[])[], style: TabStyle): string {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(style.minimumWidth, ...rows.map((row) => lengthOf(row[column] ?? '') + style.padding)),
  )
  return rows
    .map((row) => {
      const last = row.length - 1
      const cells = row.map((cell, column) =>
        column === last && !style.endsLastCell ? cell : padTo(cell, widths[column] ?? 0),
      )
      return `${cells.join('')}\n`
    })
    .join('')
}

/** In characters, not in UTF-16 units. */
const lengthOf = (text: string): number => [...text].length

const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - lengthOf(text)))
