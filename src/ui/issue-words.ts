import { addWords } from '../words/add-words'
import { issue } from '../words/en/issue'

// What says an issue imports this; the page begins without any.
addWords(issue)
