import { addWords } from '../../../words/add-words'
import { changes } from '../../../words/en/changes'
import { matrix } from '../../../words/en/matrix'
import '../../step-words'

addWords(matrix)
addWords(changes)
