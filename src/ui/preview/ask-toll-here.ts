import { tollOfCommands } from '../../store/differences'
import { previewAnswers } from './preview-answers'
import { previewQuestions } from './preview-questions'

// In place of `ask-toll.ts` where a page is one file and has no worker to fetch (`build/single-page`).
const questions = previewQuestions((message) => hear(message))
const hear = previewAnswers(tollOfCommands, () => new Promise((resolve) => setTimeout(resolve)), questions.answered)

export const askToll = questions.ask
