import { addWords } from '../../words/add-words'
import { why } from '../../words/en/why'

addWords(why)
