import { addWords } from '../../words/add-words'
import { assertion } from '../../words/en/assertion'
import { doctor } from '../../words/en/doctor'
import { doctorPanel } from '../../words/en/doctor-panel'
import { flip } from '../../words/en/flip'

addWords({ ...assertion, ...doctor, ...doctorPanel, ...flip })
