import { addWords } from '../../words/add-words'
import { flows } from '../../words/en/flows'
import '../step-words'

addWords(flows)
