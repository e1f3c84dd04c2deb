import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportFile } from '../../importing/import-file'
import { addWords } from '../../words/add-words'
import { importIssues } from '../../words/en/import-issue'
import { importPanel } from '../../words/en/import-panel'
import { importReport } from '../../words/en/import-report'
import { Sheet } from '../controls/Sheet'
import { FilesChosen } from './FilesChosen'
import styles from './Import.module.css'
import { ImportWays } from './ImportWays'
import type { Incoming } from './import-door'
import { Outcome } from './Outcome'
import { type ImportOutcome, runImport } from './run-import'
import { withHostSaid } from './say-host'

addWords({ ...importPanel, ...importReport, issue: importIssues })

interface Props {
  readonly incoming: Incoming
  readonly onClose: () => void
}

/** From files or a paste to a lab: ways in, what came of it, and only then the lab itself. */
export function ImportSheet({ incoming, onClose }: Props) {
  const { t } = useTranslation()
  const [files, setFiles] = useState<readonly ImportFile[]>([])
  const [isAdding, setIsAdding] = useState(true)
  const add = (more: readonly ImportFile[]) => {
    if (more.length === 0) return
    setFiles((before) => withOwnNames([...before, ...more]))
    setIsAdding(false)
  }
  useEffect(() => {
    let isGone = false
    void incoming().then((more) => {
      if (!isGone && more.length > 0) {
        setFiles((before) => withOwnNames([...before, ...more]))
        setIsAdding(false)
      }
    })
    return () => {
      isGone = true
    }
  }, [incoming])
  const outcome = useOutcome(files)
  return (
    <Sheet title={t('import.title')} closeLabel={t('import.close')} onClose={onClose}>
      <div className={styles.import}>
        {isAdding ? (
          <ImportWays isFirst={files.length === 0} add={add} back={() => setIsAdding(false)} />
        ) : (
          <>
            <FilesChosen
              files={files}
              remove={(file) => {
                const left = files.filter((each) => each !== file)
                setFiles(left)
                if (left.length === 0) setIsAdding(true)
              }}
              more={() => setIsAdding(true)}
            />
            {outcome ? (
              <Outcome
                outcome={outcome}
                files={files}
                onTaken={onClose}
                onHostSaid={(place, node) => setFiles(withHostSaid(files, place, node))}
              />
            ) : (
              <p role="status">{t('import.reading')}</p>
            )}
          </>
        )}
      </div>
    </Sheet>
  )
}

/** Two pastes are two texts. */
function withOwnNames(files: readonly ImportFile[]): readonly ImportFile[] {
  const seen = new Set<string>()
  return files.map((file) => {
    let { name } = file
    for (let number = 2; seen.has(name); number += 1) name = `${file.name} ${number}`
    seen.add(name)
    return name === file.name ? file : { ...file, name }
  })
}

/** What the files come to; undefined while they are read. */
function useOutcome(files: readonly ImportFile[]): ImportOutcome | undefined {
  const [read, setRead] = useState<{ readonly of: readonly ImportFile[]; readonly outcome: ImportOutcome }>()
  useEffect(() => {
    if (files.length === 0) return
    const stop = new AbortController()
    void runImport(files, stop.signal).then((outcome) => {
      if (!stop.signal.aborted) setRead({ of: files, outcome })
    })
    return () => stop.abort()
  }, [files])
  return read?.of === files ? read.outcome : undefined
}
