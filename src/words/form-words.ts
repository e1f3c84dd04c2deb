import { addWords } from './add-words'
import { form } from './en/form'

// The forms import this; the first picture of a lab does without.
addWords(form)
