import CCurl

/// What ended a transfer, before anyone says what it means.
enum TransferEnd {
  case ended(CURLcode)
  case ownTimer(ExchangeTimes.End)
  case aborted
}
