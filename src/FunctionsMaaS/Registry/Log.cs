using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Registry;

/// <summary>Events 500 to 599.</summary>
internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "Published {Model}:{Version} to {Store}: {Bytes} bytes, {Digest}.")]
    public static partial void Published(ILogger logger, string model, int version, string store, long bytes, string digest);

    [LoggerMessage(501, LogLevel.Information, "Alias {Alias} of {Model} points to version {Version} now.")]
    public static partial void AliasMoved(ILogger logger, string alias, string model, int version);

    [LoggerMessage(502, LogLevel.Debug, "Version {Version} of {Model} is taken or was left unfinished; trying the next.")]
    public static partial void NumberTaken(ILogger logger, int version, string model);

    [LoggerMessage(505, LogLevel.Information, "Deleted {Model}:{Version} from {Store}.")]
    public static partial void Deleted(ILogger logger, string model, int version, string store);

    [LoggerMessage(506, LogLevel.Information, "Archived {Model}:{Version}.")]
    public static partial void Archived(ILogger logger, string model, int version);

    [LoggerMessage(503, LogLevel.Warning, "Feedback {Id} of {Model} in {Store} is damaged, or of a newer build; it is left out.")]
    public static partial void FeedbackDamaged(ILogger logger, string id, string model, string store);

    [LoggerMessage(504, LogLevel.Warning, "Entry {Sequence} of the ledger of {Model} in {Store} is missing, damaged, or of a newer build.")]
    public static partial void LedgerEntryDamaged(ILogger logger, int sequence, string model, string store);

    [LoggerMessage(513, LogLevel.Information, "{File}, left by a publisher of {Model}:{Version} that was killed, is removed.")]
    public static partial void LeftOverRemoved(ILogger logger, string file, string model, int version);

    [LoggerMessage(511, LogLevel.Information, "Dataset {Version} of {Model} is kept: {Documents} examples, {Digest}.")]
    public static partial void DatasetStored(ILogger logger, int version, string model, int documents, string digest);

    [LoggerMessage(512, LogLevel.Warning, "Dataset {Version} of {Model} in {Store} is damaged, or of a newer build; it is left out.")]
    public static partial void DatasetDamaged(ILogger logger, int version, string model, string store);

    [LoggerMessage(510, LogLevel.Information, "{Count} corrected examples of {Model} were removed by {Actor}.")]
    public static partial void FeedbackRemoved(ILogger logger, int count, string model, string actor);
    [LoggerMessage(520, LogLevel.Error, "{Model}:{Version} in {Store} is refused: {Reason}")]
    public static partial void SignatureRefused(ILogger logger, string model, int version, string store, string reason);

    [LoggerMessage(521, LogLevel.Information, "The {Mode} of version {Version} of {Model} is {State}, at {Percent} % of the requests.")]
    public static partial void RolloutChanged(ILogger logger, string mode, int version, string model, RolloutState state, double percent);
}
