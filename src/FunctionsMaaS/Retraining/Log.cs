using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Retraining;

internal static partial class Log
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Information, Message = "Retraining {Model}: {Status}. {Reason}")]
    public static partial void Retrained(this ILogger logger, string model, RetrainingStatus status, string reason);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "{Model}:{Version} cannot be read and is not compared with")]
    public static partial void VersionUnusable(this ILogger logger, Exception error, string model, int version);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Of {Stored} corrected examples of {Model}, {Used} are learned from and {Quarantined} have labels that the dataset does not")]
    public static partial void FeedbackUsed(this ILogger logger, string model, int stored, int used, int quarantined);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "How the retraining goes could not be written down; it goes on")]
    public static partial void StateNotWritten(this ILogger logger, Exception error);
}
