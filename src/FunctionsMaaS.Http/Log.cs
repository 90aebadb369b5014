using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Http;

internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception error, string method, string endpoint);
}
