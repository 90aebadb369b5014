using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Monitoring;

internal static partial class Log
{
    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "Statistics could not be written and are kept for the next time: {Reason}")]
    public static partial void StatsNotWritten(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "Statistics of other instances could not be read and are left out: {Reason}")]
    public static partial void StatsNotRead(this ILogger logger, string reason);
}
