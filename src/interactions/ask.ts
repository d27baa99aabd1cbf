import type { ChatInputCommandInteraction } from 'discord.js';
import type { Complaint } from '#domain/complaints.ts';
import { complaintsOf } from '#domain/complaints.ts';
import type { Input } from '#domain/input.ts';
import type { Model } from '#domain/model.ts';
import { readRequest } from '#domain/request.ts';
import type { Use } from '#domain/use.ts';
import { chooseModel } from './choose-model.ts';
import { complaintWords } from './complaint-words.ts';
import type { Desk } from './desk.ts';
import { freshSeed } from './fresh-seed.ts';
import { generate } from './generate.ts';
import { keepFiles } from './keep-files.ts';
import { isAgeRestricted, obstacleAt } from './place.ts';
import { readValues } from './read-values.ts';
import { refuse } from './refuse.ts';
import { takeTime } from './take-time.ts';
import { whatIsWrong } from './what-is-wrong.ts';
import type { Wish } from './wish.ts';
import { wishOf } from './wish.ts';

/** What every generating command does: from what was typed to a job, or to a refusal that says what to do. */
export const askFor =
  (use: Use) =>
  async (interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> => {
    const obstacle = obstacleAt(interaction);
    if (obstacle) return refuse(interaction, obstacle);
    const wish = wishOf(interaction, use);
    const choice = chooseModel(wish, desk);
    if ('why' in choice) return refuse(interaction, choice.why);
    await askModel(interaction, wish, choice.model, desk);
  };

async function askModel(interaction: ChatInputCommandInteraction, wish: Wish, model: Model, desk: Desk): Promise<void> {
  const asked = (inputs: readonly Input[]) => readRequest(typed(interaction, wish, model, inputs, desk));
  // Judged once by what Discord says of the files, so that a plain mistake is answered before anything is fetched.
  const draft = asked(wish.files.map(announced));
  if (!draft.ok) return refuse(interaction, whatIsWrong(draft.fields));
  const complaints = complaintsOf(draft.request, model).filter((each) => !isAboutType(each));
  if (complaints.length > 0) return refuse(interaction, complaintWords(complaints, model));
  if (wish.files.length === 0) return void (await generate(interaction, draft.request, desk));

  await takeTime(interaction);
  const kept = await keepFiles(wish, model, desk);
  if (kept.outcome === 'refused') return refuse(interaction, kept.why);
  await generate(interaction, { ...draft.request, inputs: [...kept.inputs] }, desk);
}

/** A file as Discord announces it. */
function announced({ role, attachment }: Wish['files'][number]): Input {
  const { name, size, contentType } = attachment;
  const mediaType = contentType ?? 'application/octet-stream';
  return { role, name, file: { path: '', mediaType, extension: '', bytes: size } };
}

/** The type that is announced is what the file's name says, or nothing: only its bytes decide that. */
const isAboutType = (complaint: Complaint): boolean =>
  complaint.about === 'input' && complaint.problem === 'wrong_type';

function typed(
  interaction: ChatInputCommandInteraction,
  { use, prompt, options }: Wish,
  model: Model,
  inputs: readonly Input[],
  desk: Desk,
) {
  const { values, ...others } = options;
  const seed = options.seed === undefined ? freshSeed(model, desk.ids) : undefined;
  const aspect = use === 'imagine' && inputs.length === 0 ? squareWhereTaken(model) : {};
  return {
    use,
    model: model.id,
    prompt,
    options: {
      ...aspect,
      ...(seed !== undefined && { seed }),
      ...others,
      ...(values !== undefined && { values: readValues(String(values)) }),
    },
    inputs,
    nsfwAllowed: isAgeRestricted(interaction),
  };
}

/** An image is square unless somebody chooses, and its card says so. */
function squareWhereTaken({ options }: Model): object {
  const limit = options.aspect;
  const takesSquare = limit && (!('oneOf' in limit) || limit.oneOf.includes('1:1'));
  return takesSquare ? { aspect: '1:1' } : {};
}
