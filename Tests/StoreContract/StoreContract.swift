import BatchCore
