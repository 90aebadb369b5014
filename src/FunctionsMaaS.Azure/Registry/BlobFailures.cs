using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Azure.Registry;

/// <summary>The one place where failures of the storage client become failures of the registry, in words that help and contain no secret.</summary>
internal static class BlobFailures
{
    /// <summary>Calls the storage.</summary>
    /// <exception cref="RegistryUnavailableException">It cannot be reached, refuses the caller, or failed.</exception>
    public static async Task<T> GuardAsync<T>(string description, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (ReasonOf(e, cancellationToken) is { } reason)
        {
            throw new RegistryUnavailableException($"The {description} {reason}.", e);
        }
    }

    public static bool IsAbsent(RequestFailedException e) =>
        e.Status == 404 && (e.ErrorCode == BlobErrorCode.BlobNotFound || e.ErrorCode == BlobErrorCode.ContainerNotFound || e.ErrorCode == BlobErrorCode.ResourceNotFound);

    public static bool IsConditionNotMet(RequestFailedException e) =>
        e.ErrorCode == BlobErrorCode.ConditionNotMet || e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.BlobNotFound;

    /// <summary>What a failure of the storage means, to follow its name in a sentence; <see langword="null"/> if it is no such failure.</summary>
    public static string? ReasonOf(Exception e, CancellationToken cancellationToken) => e switch
    {
        RequestFailedException { Status: 401 or 403 } refused =>
            $"refuses the caller ({refused.Status} {refused.ErrorCode}): its key or signature is wrong or expired, or its identity lacks the role 'Storage Blob Data Contributor', or the network is not allowed",
        RequestFailedException { Status: > 0 } failed => $"answers {failed.Status} {failed.ErrorCode}",
        // Status 0, or several of them after retries: nothing answered. Of the messages, the socket's is the one that names no address twice.
        RequestFailedException or AggregateException or HttpRequestException or IOException => $"cannot be reached: {CauseOf(e)}",
        AuthenticationFailedException => $"cannot be entered: no identity of this process gets a token ({FirstLineOf(e.Message)})",
        OperationCanceledException when !cancellationToken.IsCancellationRequested => "did not answer in time",
        _ => null,
    };

    private static string CauseOf(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause is AggregateException many ? many.InnerExceptions[^1] : cause.InnerException)
        {
            if (cause is SocketException socket)
                return socket.Message.TrimEnd('.');
            if (cause is TimeoutException or OperationCanceledException)
                return "it did not answer in time";
            if (cause.InnerException is null && cause is not AggregateException)
                return FirstLineOf(cause.Message).TrimEnd('.');
        }
        return "unknown";
    }

    private static string FirstLineOf(string message) => message.Split('\n', 2)[0].Trim();
}
