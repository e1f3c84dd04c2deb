import styles from './Form.module.css'
import type { ControlProps } from './ScalarControl'

interface Props extends ControlProps {
  readonly values: readonly string[]
}

/** Several of a few. */
export function ChoicesControl({ id, field, value, values, describedBy, onCommit }: Props) {
  const usual = Array.isArray(field.schema.default) ? field.schema.default : []
  const chosen = Array.isArray(value) && value.length > 0 ? value : usual
  const choose = (each: string, isOn: boolean) => {
    const next = values.filter((other) => (other === each ? isOn : chosen.includes(other)))
    onCommit(next.length > 0 ? next : undefined)
  }
  return (
    <fieldset className={styles.choices} aria-labelledby={id} aria-describedby={describedBy}>
      {values.map((each) => (
        <label key={each}>
          <input
            type="checkbox"
            checked={chosen.includes(each)}
            onChange={({ target }) => choose(each, target.checked)}
          />
          {each}
        </label>
      ))}
    </fieldset>
  )
}
