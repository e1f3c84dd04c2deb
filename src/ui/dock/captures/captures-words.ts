import { addWords } from '../../../words/add-words'
import { captures } from '../../../words/en/captures'
import { whyEmpty } from '../../../words/en/why-empty'

addWords({ ...captures, ...whyEmpty })
