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

    [LoggerMessage(503, LogLevel.Warning, "Feedback {Id} of {Model} in {Store} is damaged, or of a newer build; it is left out.")]
    public static partial void FeedbackDamaged(ILogger logger, string id, string model, string store);

    [LoggerMessage(504, LogLevel.Warning, "Entry {Sequence} of the ledger of {Model} in {Store} is missing, damaged, or of a newer build.")]
    public static partial void LedgerEntryDamaged(ILogger logger, int sequence, string model, string store);

    [LoggerMessage(520, LogLevel.Error, "{Model}:{Version} in {Store} is refused: {Reason}")]
    public static partial void SignatureRefused(ILogger logger, string model, int version, string store, string reason);

    [LoggerMessage(521, LogLevel.Information, "The {Mode} of version {Version} of {Model} is {State}, at {Percent} % of the requests.")]
    public static partial void RolloutChanged(ILogger logger, string mode, int version, string model, RolloutState state, double percent);
}
