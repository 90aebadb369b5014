using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Http;

internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception error, string method, string endpoint);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "{Method} {Endpoint} could not be served: {Reason}")]
    public static partial void RequestNotServed(this ILogger logger, string method, string endpoint, string reason);
}
