import { expect, test } from 'vitest';
import { drawAs } from '#sandbox/media/picture.ts';
import { TRAINING_STAGES } from '#sandbox/modelslab/trainings.ts';
import { serveBytes } from '#test/sandbox/services/receiver.ts';
import { order, startReceiver, startService } from './service.ts';

async function trainingOrder() {
  const image = await serveBytes(await drawAs({ prompt: 'me', seed: 1, width: 64, height: 64 }, 'png'), 'me.png');
  return {
    instance_prompt: 'photo of zxk9 man',
    class_prompt: 'photo of a man',
    images: [image, image],
    training_type: 'men',
    max_train_steps: '18',
  };
}

test('a training is taken under an id of its own, in words that are misspelt', async () => {
  const modelslab = await startService();
  modelslab.plan({ hold: true });
  const { status, body } = await order(modelslab, 'v3/lora_fine_tune', await trainingOrder());
  expect(status).toBe(200);
  expect(body).toStrictEqual({
    status: 'success',
    messege: 'deploying_gpu',
    data: 'it will take upto 30 minutes.',
    training_id: expect.stringMatching(/^\w{10}$/),
  });
  expect(modelslab.jobs()).toMatchObject([{ id: Object(body).training_id, stage: 'deploying_gpu' }]);
});

test('every stage is called back in its order, and only the last one means that the model can be used', async () => {
  const modelslab = await startService({ generationMs: 80 });
  const receiver = await startReceiver();
  const { body } = await order(modelslab, 'v3/lora_fine_tune', { ...(await trainingOrder()), webhook: receiver.url });
  const { training_id: model_id } = Object(body);
  await receiver.next(TRAINING_STAGES.length);
  const logs = 'it will take upto 25 minutes';
  expect(receiver.received.map((each) => each.body)).toStrictEqual(
    TRAINING_STAGES.map((training_status) => ({ status: 'success', training_status, logs, model_id })),
  );
  const told = await order(modelslab, `v3/fine_tune_status/${model_id}`);
  expect(told.body).toMatchObject({ status: 'success', messege: 'model_ready' });
  const picture = { prompt: 'zxk9 man on the moon', model_id, width: 256, height: 256 };
  expect((await order(modelslab, 'v6/images/text2img', picture)).status).toBe(200);
});

test('a training can be asked about, listed and cancelled, and then nobody is called', async () => {
  const modelslab = await startService();
  const receiver = await startReceiver();
  modelslab.plan({ hold: true });
  const { body } = await order(modelslab, 'v3/lora_fine_tune', { ...(await trainingOrder()), webhook: receiver.url });
  await receiver.next(1);
  const id = String(Object(body).training_id);
  expect((await order(modelslab, `v3/fine_tune_status/${id}`)).body).toMatchObject({ messege: 'deploying_gpu' });
  expect((await order(modelslab, 'v3/finetune_list')).body).toStrictEqual({
    status: 'success',
    messege: 'model list',
    data: [id],
  });
  expect(await order(modelslab, `v3/cancel_training/${id}`)).toMatchObject({
    status: 200,
    body: { status: 'success' },
  });
  expect(modelslab.jobs()[0]?.state).toBe('cancelled');
  await modelslab.act(id, 'call-back-again');
  expect(receiver.received).toHaveLength(1);
  expect((await order(modelslab, 'v3/cancle_training/x')).status).toBe(404);
  expect(await order(modelslab, 'v3/fine_tune_status/unknown')).toMatchObject({
    status: 404,
    body: { status: 'error' },
  });
});

test('photos that cannot be had fail the training; fields that are wrong are refused, and a track id is none of them', async () => {
  const modelslab = await startService({ generationMs: 30 });
  const good = await trainingOrder();
  const images = [good.images[0]?.replace('me.png', 'you.png')];
  await order(modelslab, 'v3/lora_fine_tune', { ...good, images, track_id: 'mine' });
  const { id } = await modelslab.waitForJob(({ state }) => state === 'failed');
  expect((await order(modelslab, `v3/fine_tune_status/${id}`)).body).toMatchObject({ status: 'error' });
  expect(modelslab.undocumented()).toStrictEqual(['v3/lora_fine_tune: track_id']);
  expect(await order(modelslab, 'v3/lora_fine_tune', { ...good, class_prompt: '' })).toStrictEqual({
    status: 400,
    body: { status: 'error', messege: 'class_prompt is required' },
  });
});
