import { addWords } from '../../../words/add-words'
import { frame } from '../../../words/en/frame'
import '../../step-words'

addWords(frame)
