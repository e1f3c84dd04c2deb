import { useTranslation } from 'react-i18next'
import { recorded, runs } from '../../../docs/conformance.json'
import { addWords } from '../../words/add-words'
import { help } from '../../words/en/help'
import { Sheet } from '../controls/Sheet'
import { actions } from '../lab'
import { useTouch } from '../use-media'
import styles from './HelpSheet.module.css'

addWords(help)

const KEYS = [
  ['tab', ['Tab']],
  ['arrows', ['←', '↑', '↓', '→']],
  ['enter', ['Enter']],
  ['move', ['M', 'Space']],
  ['add', ['A']],
  ['delete', ['Delete']],
  ['rename', ['F2']],
  ['terminal', ['T']],
  ['choose', ['X', 'P']],
  ['menu', ['Shift+F10']],
  ['escape', ['Esc']],
  ['undo', ['Ctrl+Z', 'Ctrl+Shift+Z']],
  ['save', ['Ctrl+S']],
  ['steps', [',', '.']],
  ['play', ['Space']],
  ['fit', ['F']],
  ['zoom', ['+', '−']],
  ['help', ['?']],
] as const

const WORDS = ['ipip', 'vxlan', 'tunl0', 'pool', 'block', 'natOutgoing', 'bgpMesh', 'programmer'] as const

const GESTURES = ['ping', 'beside', 'choose', 'drag', 'menu', 'view'] as const

/** How to use mouse or fingers, all keys, and the words a first visitor may not know. Open as long as it is there. */
export function HelpSheet() {
  const { t } = useTranslation()
  const touch = useTouch()
  return (
    <Sheet title={t('help.title')} closeLabel={t('help.close')} onClose={closed}>
      <div className={styles.help}>
        <Gestures by={touch ? 'touch' : 'mouse'} />
        {!touch && <Keys />}
        <Words />
        {touch && <Keys />}
        <Truth />
      </div>
    </Sheet>
  )
}

const closed = () => actions().show({ helpOpen: false })

function Gestures({ by }: { readonly by: 'mouse' | 'touch' }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t(`help.${by}Title`)}</h3>
      <dl className={styles.gestures}>
        {GESTURES.map((name) => (
          <div key={name}>
            <dt>{t(`help.${by}.${name}`)}</dt>
            <dd>{t(`help.gestures.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Keys() {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('help.keysTitle')}</h3>
      <dl className={styles.keys}>
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`help.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Words() {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('help.wordsTitle')}</h3>
      <dl className={styles.words}>
        {WORDS.map((word) => (
          <div key={word}>
            <dt>{t(`help.words.${word}`)}</dt>
            <dd>{t(`hint.${word}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const total = (key: 'topologies' | 'frames'): number =>
  runs.reduce((sum, run: Record<typeof key, number>) => sum + run[key], 0)

/** The figures of the last comparison, and the page about it. */
function Truth() {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('help.truthTitle')}</h3>
      <p>
        {t('help.recorded', recorded)}{' '}
        {runs.length > 0 && t('help.runs', { topologies: total('topologies'), frames: total('frames') })}
      </p>
      <p>
        <a href="./conformance.txt" target="_blank" rel="noreferrer">
          {t('help.truthLink')}
        </a>
      </p>
    </>
  )
}
