import { addWords } from '../../words/add-words'
import { worlds } from '../../words/en/worlds'
import '../step-words'

addWords(worlds)
