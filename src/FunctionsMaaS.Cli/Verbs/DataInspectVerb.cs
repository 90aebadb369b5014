using System.CommandLine;
namespace FunctionsMaaS.Cli.Verbs;
internal sealed class DataInspectVerb(Shell s) : Command("inspect", "x") { public Shell S => s; }
internal sealed class DataSplitVerb(Shell s) : Command("split", "x") { public Shell S => s; }
