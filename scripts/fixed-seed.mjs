// Every run of the property tests tries the same examples; a failing one becomes a named example of its own.
import { configureGlobal } from 'fast-check'

configureGlobal({ seed: 20_261_123 })
