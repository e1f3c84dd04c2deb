import { addWords } from '../words/add-words'
import { step } from '../words/en/step'

addWords(step)
