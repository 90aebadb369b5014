using System.Diagnostics;
using FunctionsMaaS.Monitoring;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary>
/// The span of a request. Of our own, in both hosts: what ASP.NET Core makes bears the path and the query, which are the client's text.
/// It continues the caller's trace.
/// </summary>
internal static class RequestActivity
{
    public static Activity? Start(string method, string? route)
    {
        if (!MaasTelemetry.Source.HasListeners())
            return null;
        var activity = Start(route is null ? method : $"{method} {route}", Caller(Activity.Current));
        activity?.SetTag(MaasTelemetry.Method, method);
        activity?.SetTag(MaasTelemetry.Route, route);
        return activity;
    }

    public static void End(Activity? activity, in EndedRequest ended)
    {
        if (activity is null)
            return;
        activity.SetTag(MaasTelemetry.Status, ended.Status);
        if (ended.Problem is { } problem)
            activity.SetTag(MaasTelemetry.ErrorType, problem);
        if (ended.Status >= 500)
            activity.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>
    /// Where nobody called, a parent that is none would mean the current activity: the host's, which is not recorded, and with it the request
    /// would not be either.
    /// </summary>
    private static Activity? Start(string name, ActivityContext caller)
    {
        if (caller != default)
            return MaasTelemetry.Source.StartActivity(name, ActivityKind.Server, caller);
        var host = Activity.Current;
        Activity.Current = null;
        var activity = MaasTelemetry.Source.StartActivity(name, ActivityKind.Server);
        if (activity is null)
            Activity.Current = host;
        return activity;
    }

    /// <summary>Who called, from the activity that the host made of the request's headers.</summary>
    private static ActivityContext Caller(Activity? host) => host is { IdFormat: ActivityIdFormat.W3C } && host.ParentSpanId != default
        ? new(host.TraceId, host.ParentSpanId, host.ActivityTraceFlags, host.TraceStateString, isRemote: true)
        : default;
}
