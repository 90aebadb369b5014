using System.CommandLine;
using FunctionsMaaS.Bench.Fuzz;
using FunctionsMaaS.Bench.Growth;
using FunctionsMaaS.Bench.HostOverhead;
using FunctionsMaaS.Bench.HotReload;
using FunctionsMaaS.Bench.Http;
using FunctionsMaaS.Bench.Kill;
using FunctionsMaaS.Bench.Micro;
using FunctionsMaaS.Bench.Outage;
using FunctionsMaaS.Bench.Registry;
using FunctionsMaaS.Bench.Scaling;
using FunctionsMaaS.Bench.SideBySide;
using FunctionsMaaS.Bench.Soak;

var root = new RootCommand("Measures FunctionsMaaS. Each verb is one campaign; results go to bench/results/.")
{
    SideBySideCommand.Create(),
    ContenderCommand.Create(),
    MicroCommand.Create(),
    GrowthCommand.Create(),
    HotReloadCommand.Create(),
    FuzzCommand.Create(),
    HttpCommand.Create(),
    HostOverheadCommand.Create(),
    ScalingCommand.Create(),
    KillCommand.Create(),
    KillWorkerCommand.Create(),
    OutageCommand.Create(),
    RegistryCommand.Create(),
    SoakCommand.Create(),
    SoakLoadCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
