import { describe, expect, test } from 'vitest';
import type { Answer } from '#sandbox/discord/people.ts';
import { startBower } from '#test/interactions/support/bower.ts';
import { modelOf } from '#test/jobs/support/models.ts';

/** What a choice sends, in the order in which they are offered. */
const valuesOf = (answer: Answer) =>
  answer.answer === 'choices' ? answer.choices.map(({ value }) => value) : answer.answer;

describe('models', () => {
  test('are suggested with their service and their price, where it is known', async () => {
    const { suggest } = await startBower();
    expect(await suggest('imagine', 'model', '')).toStrictEqual({
      answer: 'choices',
      choices: [
        { name: 'Flux · ModelsLab · $0.0048', value: 'modelslab/flux' },
        { name: 'GPT Image · APIMart', value: 'apimart/gpt-image' },
        { name: 'Stable Diffusion XL · ModelsLab', value: 'modelslab/sdxl' },
        { name: 'redraw · ModelsLab', value: 'modelslab/redraw' },
      ],
    });
  });

  test('are narrowed by what is typed, their name or their id', async () => {
    const { suggest } = await startBower();
    expect(valuesOf(await suggest('imagine', 'model', 'STABLE'))).toStrictEqual(['modelslab/sdxl']);
    expect(valuesOf(await suggest('imagine', 'model', ' sdx '))).toStrictEqual(['modelslab/sdxl']);
    expect(valuesOf(await suggest('imagine', 'model', 'nothing like it'))).toStrictEqual([]);
  });

  test('are those that are made for the command', async () => {
    const { suggest } = await startBower();
    expect(valuesOf(await suggest('removebg', 'model', ''))).toStrictEqual(['modelslab/cutter']);
    expect(valuesOf(await suggest('audio voice', 'model', ''))).toStrictEqual(['modelslab/changer']);
    expect(valuesOf(await suggest('workflow run', 'model', ''))).toStrictEqual(['modelslab/wf-17']);
  });

  test('for grown-ups are suggested only where Discord asks for their age', async () => {
    const { suggest, discord } = await startBower();
    const { ada } = discord.people;
    const inDarkness = { channelId: discord.channels.afterDark.id };
    const inPrivate = { channelId: discord.dmOf(ada.id).id };
    expect(valuesOf(await suggest('imagine', 'model', 'adult'))).toStrictEqual([]);
    expect(valuesOf(await suggest('imagine', 'model', 'adult', inPrivate))).toStrictEqual([]);
    expect(valuesOf(await suggest('imagine', 'model', 'adult', inDarkness))).toStrictEqual(['modelslab/adult']);
  });

  test('keep to Discord’s limits: 25 of them, with names and values of 100 characters', async () => {
    const many = Array.from({ length: 40 }, (_, at) => modelOf(`modelslab/m${at}`, { label: '🪶'.repeat(200) }));
    const long = modelOf(`modelslab/${'x'.repeat(110)}`, { popularity: 99 });
    const { suggest } = await startBower((desk) => ({
      catalogue: { ...desk.catalogue, suggest: ({ limit }) => [long, ...many].slice(0, limit) },
    }));
    expect(valuesOf(await suggest('imagine', 'model', ''))).toHaveLength(24);
  });
});

describe('the values of an option', () => {
  test('are what the chosen model takes', async () => {
    const { suggest } = await startBower();
    const beside = { prompt: 'it hatches', model: 'film' };
    expect(await suggest('video', 'resolution', '', { beside })).toStrictEqual({
      answer: 'choices',
      choices: [
        { name: '480p', value: '480p' },
        { name: '720p', value: '720p' },
      ],
    });
    expect(valuesOf(await suggest('video', 'resolution', '7', { beside }))).toStrictEqual(['720p']);
    expect(valuesOf(await suggest('3d', 'format', '', { beside: { model: 'mesh' } }))).toStrictEqual(['glb', 'obj']);
  });

  test.each([
    ['video', [4, 8]],
    ['animate', [2, 10]],
    ['audio music', [10, 60]],
    ['audio sound', [1]],
  ])('of a whole number are whole numbers that Discord takes: duration of /%s', async (command, expected) => {
    const { suggest } = await startBower();
    expect(valuesOf(await suggest(command, 'duration', ''))).toStrictEqual(expected);
  });

  test('are text of at most 100 characters where the option is text', async () => {
    const { suggest } = await startBower();
    expect(valuesOf(await suggest('audio speech', 'voice', ''))).toStrictEqual(['Ada', 'Bruno']);
    expect(valuesOf(await suggest('audio speech', 'voice', 'br'))).toStrictEqual(['Bruno']);
    expect(valuesOf(await suggest('audio speech', 'language', ''))).toStrictEqual(['en', 'de']);
    expect(valuesOf(await suggest('audio voice', 'language', ''))).toStrictEqual(['fr']);
  });

  test('are those of the model that takes the files that are there so far', async () => {
    const { suggest, file } = await startBower();
    const withImage = { beside: { prompt: 'blue', image: file('nest.png', 'image/png') } };
    expect(valuesOf(await suggest('imagine', 'guide', '', withImage))).toStrictEqual(['canny', 'depth']);
    expect(valuesOf(await suggest('imagine', 'guide', '', { beside: { prompt: 'blue' } }))).toStrictEqual([]);
  });

  test('are none where the model is not known or takes anything', async () => {
    const { suggest } = await startBower();
    expect(valuesOf(await suggest('video', 'resolution', '', { beside: { model: 'nobody' } }))).toStrictEqual([]);
    expect(valuesOf(await suggest('audio voice', 'voice', ''))).toStrictEqual([]);
  });
});
