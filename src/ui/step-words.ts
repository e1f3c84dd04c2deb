import { addWords } from '../words/add-words'
import { provenance } from '../words/en/provenance'
import { step } from '../words/en/step'

addWords(step)
addWords(provenance)
