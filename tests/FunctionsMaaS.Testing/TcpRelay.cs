using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FunctionsMaaS.Testing;

/// <summary>A way to another service on this machine that can be cut: connections are refused, or taken and never answered, until it is mended.</summary>
public sealed class TcpRelay : IAsyncDisposable
{
    private readonly int _target;
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private Socket _listener;
    private volatile State _state;

    /// <summary>Opens a way to a port of this machine.</summary>
    public TcpRelay(int target)
    {
        _target = target;
        _listener = Listen(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>Where the service is reached through it.</summary>
    public int Port { get; }

    /// <summary>Cuts it: breaks what is connected, and refuses, or takes without an answer, what comes.</summary>
    public void Cut(bool silent)
    {
        _state = silent ? State.Silent : State.Refusing;
        if (!silent)
            _listener.Dispose();
        Break();
    }

    /// <summary>Mends it.</summary>
    public void Mend()
    {
        var refused = _state == State.Refusing;
        _state = State.Open;
        Break();
        if (!refused)
            return;
        _listener = Listen(Port);
        _ = AcceptAsync(_listener);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Break();
        return ValueTask.CompletedTask;
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(512);
        return listener;
    }

    private void Break()
    {
        foreach (var socket in _open.Keys)
            socket.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    private async Task ServeAsync(Socket caller)
    {
        using var service = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // Known before the state is read: whoever cuts the way meanwhile finds it.
        _open.TryAdd(caller, true);
        try
        {
            await (_state switch
            {
                State.Open => ConnectAsync(caller, service),
                State.Silent => SwallowAsync(caller),
                _ => Task.CompletedTask,
            });
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone, and so is the other.
        }
        finally
        {
            _open.TryRemove(caller, out _);
            caller.Dispose();
        }
    }

    private async Task ConnectAsync(Socket caller, Socket service)
    {
        await service.ConnectAsync(IPAddress.Loopback, _target);
        await Task.WhenAny(PumpAsync(caller, service), PumpAsync(service, caller));
    }

    /// <summary>Never answers: holds the caller until the way is mended or the caller gives up.</summary>
    private static async Task SwallowAsync(Socket caller)
    {
        var ignored = new byte[4096];
        while (await caller.ReceiveAsync(ignored, SocketFlags.None) > 0)
            continue;
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await from.ReceiveAsync(buffer, SocketFlags.None)) > 0;)
                await to.SendAsync(buffer.AsMemory(0, read), SocketFlags.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }

    private enum State
    {
        Open,
        Refusing,
        Silent,
    }
}
