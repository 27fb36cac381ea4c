import { createTransport } from 'nodemailer';
import { failed, type Outcome } from './outlet.ts';

/** One mail, ready to go. */
export interface Mail {
  /** The same for every attempt, so that a mail that arrived twice shows once. */
  readonly id: string;
  readonly fromName: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An iCalendar file with its method; null: none. */
  readonly calendar: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string } | null;
}

/** Hands mails to the mail server. */
export interface Mailer {
  /** Never throws. */
  send(mail: Mail): Promise<Outcome>;
  close(): void;
}

const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** A mailer over an SMTP server (`smtp://user:password@host:port`), sending from one address. */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport(
    { url: smtpUrl, pool: true, maxConnections: 2, ...PATIENCE },
    { disableFileAccess: true, disableUrlAccess: true },
  );
  const host = from.split('@').at(-1)!;
  return {
    async send(mail) {
      try {
        const { response } = await transport.sendMail({
          messageId: `<${mail.id}@${host}>`,
          from: { name: mail.fromName, address: from },
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(mail.calendar && {
            icalEvent: { method: mail.calendar.method, filename: 'meeting.ics', content: mail.calendar.content },
          }),
        });
        return { ok: true, detail: response };
      } catch (error) {
        return failureOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A 5xx for this mail or this address is for ever; everything else may be over in a minute. */
function failureOf(error: unknown): Outcome {
  const { code = '', responseCode = 0, message } = error as { code?: string; responseCode?: number; message: string };
  const isMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isMail) return failed('rejected', message, responseCode >= 500);
  return failed('unreachable', message);
}
