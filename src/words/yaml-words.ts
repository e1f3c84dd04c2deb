import { addWords } from './add-words'
import { field } from './en/field'
import { yamlEditor } from './en/yaml-editor'

// What says a field imports this; the first picture of a lab does without.
addWords(field)
addWords(yamlEditor)
