import type { errors as source } from '../zh-cn/errors.ts';

export const errors: Record<keyof typeof source, string> = {
  'error.malformed': 'What was sent is not in the right form; check it and try again.',
  'error.no_session': 'Your session has ended; log in again.',
  'error.session_ended': 'Your session has ended; log in again.',
  'error.not_found': 'Not found, or not yours to see.',
  'error.conflict': 'The same action was sent with other content; nothing was done, please act again.',
  'error.busy': 'The system is busy; nothing was done, try again shortly.',
  'error.too_many_requests': 'Too many actions; wait a moment.',
  'error.rate_limited': 'Too many attempts; try again later.',
  'error.fault': 'Something broke and nothing was done. Try again; else give the number {id} to the administrator.',
  'error.foreign_origin': 'The request came from another site and was refused.',
  'error.method_not_allowed': 'This address does not take that action.',
  'error.too_large': 'Too large; make it smaller and try again.',
  'error.not_json': 'Send JSON.',
  'error.not_ready': 'The system is starting or stopping; try again shortly.',
  'error.wrong_credentials': 'Wrong username or password.',
  'error.wrong_password': 'The current password is wrong.',
  'error.username_needed': 'Give a username.',
  'error.username_taken': 'This username is taken; choose another.',
  'error.link_invalid': 'This link is no longer valid; ask the secretary for a new one.',
  'error.setup_invalid': 'This set-up link is no longer valid; see the one printed when the server starts.',
};
