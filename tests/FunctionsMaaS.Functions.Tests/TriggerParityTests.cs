using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Access;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace FunctionsMaaS.Functions.Tests;

public sealed class TriggerParityTests
{
    private const string CatchAll = "zz" + MaasRoutes.NotFound;

    [Fact]
    public void Every_route_of_the_server_is_a_function_and_no_other_is() =>
        Assert.Equal(MaasRoutes.Table.Select(r => r.Name).Append(CatchAll).Order(StringComparer.Ordinal), TriggerTable.Http.Keys.Order(StringComparer.Ordinal));

    public static TheoryData<string> RouteNames => [.. MaasRoutes.Table.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(RouteNames))]
    public void A_function_has_the_path_methods_and_level_of_its_route(string name)
    {
        var route = MaasRoutes.Table.Single(r => r.Name == name);
        var trigger = TriggerTable.Http[name];
        Assert.Equal(route.Pattern, trigger.Route);
        Assert.Equal(route.Methods.Select(m => m.ToLowerInvariant()).Order(), trigger.Methods.Order());
        Assert.Equal(
            route.Level switch
            {
                AccessLevel.Anonymous => AuthorizationLevel.Anonymous,
                AccessLevel.Function => AuthorizationLevel.Function,
                _ => AuthorizationLevel.Admin,
            },
            trigger.AuthLevel);
    }

    [Fact]
    public void The_catch_all_sorts_behind_every_other_function_as_the_host_takes_the_first_match() =>
        Assert.Equal(CatchAll, TriggerTable.Functions.Select(f => f.Name).Order(StringComparer.OrdinalIgnoreCase).Last());

    [Fact]
    public void No_route_is_one_that_the_host_refuses()
    {
        foreach (var route in TriggerTable.Http.Values.Select(t => t.Route!))
        {
            Assert.NotEqual("", route);
            Assert.False(route.StartsWith('/'), route);
            Assert.False(route.StartsWith("admin", StringComparison.OrdinalIgnoreCase), route);
            Assert.False(route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase), route);
        }
    }

    [Fact]
    public void Every_trigger_returns_a_task_so_that_the_pipeline_alone_writes_the_answer() =>
        Assert.All(TriggerTable.Functions, f => Assert.Equal(typeof(Task), f.Method.ReturnType));

    [Fact]
    public void The_timer_reads_the_schedule_with_colons_as_double_underscores_do_not_resolve() =>
        Assert.Equal("%Maas:Retraining:Schedule%", Assert.Single(TriggerTable.Timers).Value.Schedule);
}
