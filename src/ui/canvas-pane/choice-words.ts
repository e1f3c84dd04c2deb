import { addWords } from '../../words/add-words'
import { choice } from '../../words/en/choice'

addWords(choice)
