using System.CommandLine;
using FunctionsMaaS.Bench.HotReload;

var root = new RootCommand("Measures FunctionsMaaS. Each verb is one campaign; results go to bench/results/.")
{
    HotReloadCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
