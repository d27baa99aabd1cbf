import { megabytes, plain } from '#discord/render/text.ts';
import type { Complaint } from '#domain/complaints.ts';
import type { InputRole } from '#domain/input.ts';
import type { Limit, Model } from '#domain/model.ts';

const ROLE_NAMES: Readonly<Record<InputRole, string>> = {
  image: 'image',
  mask: 'mask',
  reference: 'reference image',
  first_frame: 'first frame',
  last_frame: 'last frame',
  back: 'view from behind',
  left: 'view from the left',
  right: 'view from the right',
  audio: 'recording',
  sample: 'voice sample',
  video: 'video',
  example: 'example image',
};

/** How many of a limit's choices are told; the option's own suggestions show the rest. */
const CHOICES_TOLD = 12;

/** A refusal in words: what this model cannot do, and what it can. */
export function complaintWords(complaints: readonly Complaint[], { label }: Model): string {
  const refusal = `**${plain(label, 100)}** cannot do this. Nothing was sent and nothing was charged.`;
  return [refusal, ...complaints.map(sentence)].join('\n');
}

function sentence(complaint: Complaint): string {
  switch (complaint.about) {
    case 'use':
      return '- It is made for something else: choose a model from the list that appears while you type.';
    case 'nsfw':
      return '- It may be used in age-restricted channels only.';
    case 'prompt':
      return aboutPrompt(complaint);
    case 'option':
      return aboutOption(complaint);
    case 'input':
      return aboutInput(complaint);
  }
}

function aboutPrompt({ problem, maxCharacters }: Extract<Complaint, { about: 'prompt' }>): string {
  if (problem === 'missing') return '- **prompt**: it needs one.';
  if (problem === 'not_taken') return '- **prompt**: it takes none.';
  return `- **prompt**: at most ${maxCharacters} characters.`;
}

function aboutOption(complaint: Extract<Complaint, { about: 'option' }>): string {
  if (complaint.problem === 'missing') return `- **${complaint.name}**: it needs this.`;
  if (complaint.problem === 'not_taken') return `- **${complaint.name}**: it does not take this; leave it out.`;
  return `- **${complaint.name}**: it takes ${limitWords(complaint.limit)}.`;
}

function limitWords(limit: Limit): string {
  if ('maxCharacters' in limit) return `at most ${limit.maxCharacters} characters`;
  if ('min' in limit) return `${limit.min} to ${limit.max}`;
  if (!('oneOf' in limit)) return 'anything';
  const told = limit.oneOf
    .slice(0, CHOICES_TOLD)
    .map((value) => plain(String(value), 100))
    .join(', ');
  return limit.oneOf.length > CHOICES_TOLD ? `${told} and more` : told;
}

function aboutInput(complaint: Extract<Complaint, { about: 'input' }>): string {
  const role = ROLE_NAMES[complaint.role];
  switch (complaint.problem) {
    case 'missing':
      return `- **${role}**: it needs one.`;
    case 'not_taken':
      return `- **${role}**: it takes none.`;
    case 'too_many':
      return `- **${role}**: at most ${complaint.rule.most ?? 1}.`;
    case 'wrong_type':
      return `- **${role}**: must be ${complaint.rule.accepts.join(' or ')}.`;
    case 'too_large':
      return `- **${role}**: at most ${megabytes(complaint.rule.maxBytes ?? 0)}.`;
    case 'too_small':
      return `- **${role}**: at least ${complaint.rule.minSide} pixels on each side.`;
    case 'too_short':
      return `- **${role}**: at least ${complaint.rule.minSeconds} seconds.`;
    case 'too_long':
      return `- **${role}**: at most ${complaint.rule.maxSeconds} seconds.`;
  }
}
