"""The classifier in PyTorch, timed on request: reads `train N` or `score N` lines, answers with the wall and processor seconds of N steps or batches."""
import sys
import time

import torch
from torch import nn

channels, side, poolings, batch, dense, dropout, threads = (
    int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]), int(sys.argv[7]))
widths = [int(w) for w in sys.argv[8].split(",")]
torch.set_num_threads(threads)
torch.manual_seed(1)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        layers, previous, pixels = [], channels, side
        for i, width in enumerate(widths):
            layers += [nn.Conv2d(previous, width, 3, padding=1), nn.ReLU()]
            if i < poolings:
                layers.append(nn.MaxPool2d(2, ceil_mode=True))
                pixels = (pixels + 1) // 2
            previous = width
        self.stack = nn.Sequential(*layers, nn.Flatten())
        self.dropout = nn.Dropout(dropout)
        self.position = nn.BatchNorm1d(3)
        self.dense = nn.Linear(pixels * pixels * previous + 3, dense)
        self.logits = nn.Linear(dense, 6)

    def forward(self, images, position, views=1):
        features = self.stack(images)
        if views > 1:
            features = features.reshape(views, -1, features.shape[1]).mean(0)
        joined = torch.cat([self.dropout(features), self.position(position)], 1)
        return self.logits(torch.tanh(self.dense(joined)))


model = Classifier()
optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
loss_of = nn.CrossEntropyLoss()
images = torch.rand(batch, channels, side, side)
position = torch.randn(batch, 3)
labels = torch.randint(0, 6, (batch,))


def train(count):
    model.train()
    for _ in range(count):
        optimiser.zero_grad(set_to_none=True)
        loss = loss_of(model(images, position), labels)
        loss.backward()
        optimiser.step()
        loss.item()


def views_of(x):
    turned = [x, x.transpose(2, 3)]
    return torch.cat([t.flip(dims) for t in turned for dims in ([], [2], [3], [2, 3])])


def score(count):
    model.eval()
    with torch.inference_mode():
        for _ in range(count):
            torch.softmax(model(views_of(images), position, views=8), 1)


print("parameters", sum(p.numel() for p in model.parameters() if p.requires_grad), flush=True)
for line in sys.stdin:
    kind, count = line.split()
    wall, processor = time.perf_counter(), time.process_time()
    (train if kind == "train" else score)(int(count))
    print(time.perf_counter() - wall, time.process_time() - processor, flush=True)
